/** The words that users read: no part of the API. */
package dcgan.data.text;
