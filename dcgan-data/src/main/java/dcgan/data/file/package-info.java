/** Files that are written whole or not at all: what all outputs of this toolkit share, and no part of its API. */
package dcgan.data.file;
