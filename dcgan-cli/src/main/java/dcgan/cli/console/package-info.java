/** What a person sees in the terminal while a command runs: lines, tables, and a progress bar. */
package dcgan.cli.console;
