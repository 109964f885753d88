/**
 * Layers, initialisers, losses and optimisers under PyTorch's names. They append ops to graphs, and initialisers draw what
 * parameters start from; nothing here knows a backend.
 */
package dcgan.nn;
