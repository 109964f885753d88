package dcgan.tensor.reference;

import dcgan.tensor.op.Adam;

/** The ops that change parameters where they are. */
final class Updates {

    private Updates() {}

    /** One step of Adam, the {@code t}-th counted from 1; all buffers are of the parameter's shape. */
    static void adam(
            double[] parameter,
            double[] gradient,
            double[] expAvg,
            double[] expAvgSq,
            double t,
            double lrFactor,
            Adam.Settings settings) {
        double beta1 = settings.beta1();
        double beta2 = settings.beta2();
        double stepSize = settings.lr() * lrFactor / (1 - Math.pow(beta1, t));
        double correction2 = Math.sqrt(1 - Math.pow(beta2, t));
        for (int k = 0; k < parameter.length; k++) {
            double g = gradient[k] + settings.weightDecay() * parameter[k];
            expAvg[k] = beta1 * expAvg[k] + (1 - beta1) * g;
            expAvgSq[k] = beta2 * expAvgSq[k] + (1 - beta2) * g * g;
            parameter[k] -= stepSize * expAvg[k] / (Math.sqrt(expAvgSq[k]) / correction2 + settings.eps());
        }
    }

    static void lerp(double[] average, double[] value, double weight) {
        for (int k = 0; k < average.length; k++) {
            double difference = value[k] - average[k];
            average[k] = weight < 0.5 ? average[k] + weight * difference : value[k] - (1 - weight) * difference;
        }
    }

    static void runningAverage(double[] running, double[] batch, double momentum, double correction) {
        for (int k = 0; k < running.length; k++) {
            running[k] = (1 - momentum) * running[k] + momentum * correction * batch[k];
        }
    }
}
