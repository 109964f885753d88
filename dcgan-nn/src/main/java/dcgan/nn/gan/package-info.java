/**
 * Adversarial training. {@link dcgan.nn.gan.TrainingConfig} describes a training, {@link dcgan.nn.gan.GanTrainer} does it and tells
 * {@link dcgan.nn.gan.TrainingListener}s how it goes, an {@link dcgan.nn.gan.Objective} has its losses and metrics, a
 * {@link dcgan.nn.gan.Checkpoint} keeps its state, and {@link dcgan.nn.gan.ImageSampler} draws with the generator.
 */
package dcgan.nn.gan;
