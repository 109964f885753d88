/**
 * What a training run is on disk: its folder, its options, the numbers and pictures that it leaves, its checkpoints, and how
 * it stops and goes on.
 */
package dcgan.cli.run;
