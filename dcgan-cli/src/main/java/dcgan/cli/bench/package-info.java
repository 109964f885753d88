/** Measures a backend on this machine: how fast it trains and generates, where its time goes, and what it allocates. */
package dcgan.cli.bench;
