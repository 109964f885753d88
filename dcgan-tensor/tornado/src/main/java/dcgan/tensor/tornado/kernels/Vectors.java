package dcgan.tensor.tornado.kernels;

import uk.ac.manchester.tornado.api.types.vectors.Float16;

/** Arithmetic of vectors that TornadoVM lacks. */
final class Vectors {

    private Vectors() {}

    /**
     * Lane by lane, because TornadoVM makes a fused multiply-add of scalars only, and drivers put the lanes together
     * again.
     */
    static Float16 addProduct(Float16 sum, Float16 x, float w) {
        return new Float16(
                sum.getS0() + x.getS0() * w,
                sum.getS1() + x.getS1() * w,
                sum.getS2() + x.getS2() * w,
                sum.getS3() + x.getS3() * w,
                sum.getS4() + x.getS4() * w,
                sum.getS5() + x.getS5() * w,
                sum.getS6() + x.getS6() * w,
                sum.getS7() + x.getS7() * w,
                sum.getS8() + x.getS8() * w,
                sum.getS9() + x.getS9() * w,
                sum.getS10() + x.getS10() * w,
                sum.getS11() + x.getS11() * w,
                sum.getS12() + x.getS12() * w,
                sum.getS13() + x.getS13() * w,
                sum.getS14() + x.getS14() * w,
                sum.getS15() + x.getS15() * w);
    }

    static Float16 all(float x) {
        return new Float16(x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x);
    }
}
