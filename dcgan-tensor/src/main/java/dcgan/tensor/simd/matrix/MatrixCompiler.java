package dcgan.tensor.simd.matrix;

import dcgan.tensor.op.Divide;
import dcgan.tensor.op.Dot;
import dcgan.tensor.op.MatrixVector;
import dcgan.tensor.op.MatrixVectorTransposed;
import dcgan.tensor.op.Normalize;
import dcgan.tensor.op.SpectralNormBackward;
import dcgan.tensor.simd.compile.Draft;
import dcgan.tensor.simd.compile.Operands;
import dcgan.tensor.simd.memory.Storage;

/** Compiles the products of matrices and vectors. */
public final class MatrixCompiler {

    private final Operands operands;
    private final Draft draft;
    private final MatrixSteps steps = new MatrixSteps();

    public MatrixCompiler(Operands operands, Draft draft) {
        this.operands = operands;
        this.draft = draft;
    }

    public void vector(MatrixVector op, Storage result) {
        draft.add(steps.vector(operands.storage(op.matrix()), operands.storage(op.vector()), result));
    }

    public void vectorTransposed(MatrixVectorTransposed op, Storage result) {
        draft.add(steps.vectorTransposed(operands.storage(op.matrix()), operands.storage(op.vector()), result));
    }

    public void dot(Dot op, float[] y) {
        draft.add(steps.dot(operands.storage(op.a()), operands.data(op.b()), y));
    }

    public void normalize(Normalize op, float[] y) {
        draft.add(steps.normalize(operands.storage(op.input()), op.eps(), y));
    }

    public void divide(Divide op, float[] y) {
        draft.add(MatrixSteps.divide(operands.data(op.input()), operands.data(op.divisor()), y));
    }

    public void spectralNormBackward(SpectralNormBackward op, float[] dx) {
        draft.add(steps.spectralNormBackward(
                operands.storage(op.gradOutput()),
                operands.data(op.dot()),
                operands.storage(op.u()),
                operands.storage(op.v()),
                operands.data(op.sigma()),
                dx));
    }
}
