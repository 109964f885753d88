/**
 * A training run: its options and images, its folder, the numbers and pictures that it leaves there, its checkpoints, and how
 * it stops and goes on; with them the files and words that other commands share with it.
 */
package dcgan.cli.run;
