/**
 * The folder of a run and its files: the lock, tables, checkpoints and sample pictures. Uses {@code dcgan.cli.evaluation},
 * {@code dcgan.cli.config}, {@code dcgan.cli.io} and {@code dcgan.cli.console}.
 */
package dcgan.cli.record;
