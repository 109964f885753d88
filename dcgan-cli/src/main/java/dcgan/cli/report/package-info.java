/**
 * What a run shows for itself: the charts and the HTML page, made of its other files. Uses {@code dcgan.cli.config} and {@code
 * dcgan.cli.record}.
 */
package dcgan.cli.report;
