/**
 * The command line: one class a command, groups of options as mixins, and the sentences that tell what went wrong. All the
 * work is done by the modules below and by the packages below this one; nothing here is exported.
 */
package dcgan.cli;
