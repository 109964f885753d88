/** Layers, losses, optimisers, models, the GAN trainer and its checkpoints, all of them built on the op set alone. */
package dcgan.nn;
