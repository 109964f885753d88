/**
 * Downloads that survive broken connections: what to fetch is a {@link dcgan.data.download.RemoteFile}, and a {@link
 * dcgan.data.download.Download} fetches it.
 */
package dcgan.data.download;
