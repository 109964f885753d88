package dcgan.cli.config;

/**
 * The checkpoint whose weights a run began with.
 *
 * @param path the file
 * @param crc32c the CRC-32C over its bytes, as eight hexadecimal digits
 */
public record InitFrom(String path, String crc32c) {}
