/** The file format of checkpoints, <a href="https://github.com/huggingface/safetensors">safetensors</a>, and nothing of what they mean. */
package dcgan.nn.safetensors;
