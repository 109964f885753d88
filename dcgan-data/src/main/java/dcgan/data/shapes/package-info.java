/** Shapes that are drawn: a data set without a download. */
package dcgan.data.shapes;
