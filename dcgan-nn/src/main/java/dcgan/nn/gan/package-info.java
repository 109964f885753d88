/** Adversarial training: the DCGAN models, the trainer, its reports and checkpoints, and drawing with a trained generator. */
package dcgan.nn.gan;
