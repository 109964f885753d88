/** The command line: options, progress, files; all the work is done by the modules below. */
package dcgan.cli;
