/** Scores of generated pictures against real ones. */
package dcgan.cli.evaluation;
