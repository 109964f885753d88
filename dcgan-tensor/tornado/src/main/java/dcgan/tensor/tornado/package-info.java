/**
 * The tornado backend. A graph becomes one TornadoVM execution plan with a task graph for each of its stages; all buffers
 * lie in one array, the {@link dcgan.tensor.tornado.BufferArena}, that stays on the device. {@link dcgan.tensor.tornado.Lowering}
 * turns ops into launches of the kernels, which live in {@code dcgan.tensor.tornado.kernels}; for each kind of op there is a class
 * that makes its launches.
 */
package dcgan.tensor.tornado;
