/** Random numbers that depend on a seed alone: no part of the API. */
package dcgan.data.random;
