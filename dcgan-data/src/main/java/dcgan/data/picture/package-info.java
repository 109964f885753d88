/** Images as pictures that a person can see: grids and PNG files. */
package dcgan.data.picture;
