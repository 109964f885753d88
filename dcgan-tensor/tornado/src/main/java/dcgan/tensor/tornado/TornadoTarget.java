package dcgan.tensor.tornado;

import dcgan.tensor.Device;
import uk.ac.manchester.tornado.api.common.TornadoDevice;

/**
 * A device as TornadoVM and as the toolkit see it.
 *
 * @param device TornadoVM's
 * @param description what is said about it
 */
record TornadoTarget(TornadoDevice device, Device description) {}
