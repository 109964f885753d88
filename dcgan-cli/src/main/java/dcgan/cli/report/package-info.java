/**
 * What a run shows for itself: the charts and the HTML page, made of its other files. Uses {@code dcgan.cli.record},
 * {@code dcgan.cli.config}, {@code dcgan.cli.io} and {@code dcgan.cli.console}.
 */
package dcgan.cli.report;
