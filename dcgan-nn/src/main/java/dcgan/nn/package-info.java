/**
 * Layers, initialisers, losses and optimisers under PyTorch's names. They describe and append ops to graphs; nothing here
 * computes or knows a backend.
 */
package dcgan.nn;
