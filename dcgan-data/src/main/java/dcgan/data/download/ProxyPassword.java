package dcgan.data.download;

import java.net.Authenticator;
import java.net.PasswordAuthentication;

/** The {@code name:password} of the environment's proxy; nobody but the proxy gets them. */
final class ProxyPassword extends Authenticator {
    private final String nameAndPassword;

    ProxyPassword(String nameAndPassword) {
        this.nameAndPassword = nameAndPassword;
    }

    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
        if (getRequestorType() != RequestorType.PROXY) {
            return null;
        }
        String[] parts = nameAndPassword.split(":", 2);
        return new PasswordAuthentication(parts[0], (parts.length < 2 ? "" : parts[1]).toCharArray());
    }
}
