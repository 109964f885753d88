/** The program that trains {@link dcgan.nn.evaluation.Cifar10Classifier}. */
package dcgan.models.classifier;
