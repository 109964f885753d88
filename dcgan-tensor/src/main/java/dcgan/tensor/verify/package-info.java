/**
 * Kernel verification: every op over a table of shapes, and graphs that try fusion and the reuse of memory, run on any
 * backend and compared with the reference. Here live the tables, the comparison and the report; nothing here prints.
 */
package dcgan.tensor.verify;
