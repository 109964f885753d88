/** Data sets of small labelled images, and batches of them as plain arrays: nothing here knows of tensors. */
package dcgan.data;
