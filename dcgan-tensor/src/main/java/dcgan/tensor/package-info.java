/** Shapes, graphs, backends: what the other modules see of the tensor layer. Nothing here knows how an op is computed. */
package dcgan.tensor;
