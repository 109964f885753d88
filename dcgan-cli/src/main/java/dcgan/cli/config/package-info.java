/** What a run is asked to do: its options and data set, as {@code config.json} holds them. Uses {@code dcgan.cli.io}. */
package dcgan.cli.config;
