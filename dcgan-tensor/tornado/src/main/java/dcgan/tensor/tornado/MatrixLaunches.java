package dcgan.tensor.tornado;

import dcgan.tensor.Value;
import dcgan.tensor.op.Divide;
import dcgan.tensor.op.Dot;
import dcgan.tensor.op.MatrixVector;
import dcgan.tensor.op.MatrixVectorTransposed;
import dcgan.tensor.op.Normalize;
import dcgan.tensor.op.SpectralNormBackward;
import dcgan.tensor.tornado.Launch.InGrid;
import dcgan.tensor.tornado.kernels.ElementwiseKernels.Binary;
import dcgan.tensor.tornado.kernels.MatrixKernels;
import dcgan.tensor.tornado.kernels.MatrixKernels.Backward;
import dcgan.tensor.tornado.kernels.MatrixKernels.Transposed;
import dcgan.tensor.tornado.kernels.Sums;
import dcgan.tensor.tornado.kernels.Sums.Product;
import java.util.List;

/** The launches of {@link MatrixKernels}, and of the sums of products. */
final class MatrixLaunches {

    /** So many numbers of a row of a matrix are summed at once, at most. */
    private static final int LONGEST_RUN = 256;

    private final Placement placement;
    private final BufferArena arena;

    MatrixLaunches(Placement placement, BufferArena arena) {
        this.placement = placement;
        this.arena = arena;
    }

    Launch of(MatrixVector op, Buffer out) {
        Buffer matrix = placement.of(op.matrix());
        int rows = op.outputShape().size();
        int run = run(columns(matrix));
        return new InGrid(
                Sums::rowProduct,
                InGrid.grid(rows * Sums.GROUP, 1, Sums.GROUP),
                KernelArguments.of(Product.LENGTH)
                        .and(Sums.ROWS, columns(matrix) / run)
                        .and(Sums.ROW_LENGTH, run)
                        .and(Sums.ROW_VALID, run)
                        .and(Sums.SUMMED, matrix.offset())
                        .and(Sums.OUT, out.offset())
                        .and(Product.OTHER, at(op.vector()))
                        .and(Product.ROW_STRIDE, rowStride(matrix))
                        .and(Product.STRIDE, matrix.elementStride()));
    }

    Launch of(MatrixVectorTransposed op, Buffer out) {
        Buffer matrix = placement.of(op.matrix());
        return InGrid.elementwise(
                MatrixKernels::transposed,
                columns(matrix),
                KernelArguments.of(Transposed.LENGTH)
                        .and(Transposed.MATRIX, matrix.offset())
                        .and(Transposed.VECTOR, at(op.vector()))
                        .and(Transposed.OUT, out.offset())
                        .and(Transposed.ROWS, rows(matrix))
                        .and(Transposed.ROW_STRIDE, rowStride(matrix))
                        .and(Transposed.STRIDE, matrix.elementStride()));
    }

    Launch of(Dot op, Buffer out) {
        return dot(placement.of(op.a()), placement.of(op.b()), out.offset());
    }

    List<Launch> of(Normalize op, Buffer out) {
        Buffer x = placement.of(op.input());
        int square = arena.scratch(1);
        return List.of(
                dot(x, x, square),
                InGrid.elementwise(
                        MatrixKernels::unitVector,
                        out.numbers(),
                        KernelArguments.of(Binary.LENGTH_WITH_CONSTANT)
                                .and(Binary.X, x.offset())
                                .and(Binary.Y, square)
                                .and(Binary.OUT, out.offset())
                                .and(Binary.CONSTANT, arena.constants(op.eps()))));
    }

    Launch of(Divide op, Buffer out) {
        return InGrid.elementwise(
                MatrixKernels::divide,
                out.numbers(),
                KernelArguments.of(Binary.LENGTH)
                        .and(Binary.X, at(op.input()))
                        .and(Binary.Y, at(op.divisor()))
                        .and(Binary.OUT, out.offset()));
    }

    Launch of(SpectralNormBackward op, Buffer out) {
        Buffer dy = placement.of(op.gradOutput());
        boolean rowMajor = dy.layout() == BufferLayout.ROW_MAJOR;
        return InGrid.elementwise(
                MatrixKernels::spectralNormBackward,
                dy.numbers(),
                KernelArguments.of(Backward.LENGTH)
                        .and(Backward.GRAD_OUTPUT, dy.offset())
                        .and(Backward.OUT, out.offset())
                        .and(Backward.DOT, at(op.dot()))
                        .and(Backward.U, at(op.u()))
                        .and(Backward.V, at(op.v()))
                        .and(Backward.SIGMA, at(op.sigma()))
                        .and(Backward.ROWS, rows(dy))
                        .and(Backward.LANES, rowMajor ? rows(dy) : dy.elementStride())
                        .and(Backward.COLUMNS, columns(dy))
                        .and(Backward.ROW_STRIDE, rowStride(dy))
                        .and(Backward.STRIDE, dy.elementStride()));
    }

    /** The sum of the products of two buffers of one layout, in runs that many items can share. */
    private Launch dot(Buffer a, Buffer b, int out) {
        boolean rowMajor = a.layout() == BufferLayout.ROW_MAJOR;
        int run = rowMajor ? run(a.numbers()) : a.rowLength();
        return new InGrid(
                Sums::product,
                InGrid.grid(Sums.GROUP, 1, Sums.GROUP),
                KernelArguments.of(Product.LENGTH)
                        .and(Sums.ROWS, a.numbers() / run)
                        .and(Sums.ROW_LENGTH, run)
                        .and(Sums.ROW_VALID, rowMajor ? run : a.rowValid())
                        .and(Sums.SUMMED, a.offset())
                        .and(Sums.OUT, out)
                        .and(Product.OTHER, b.offset())
                        .and(Product.ROW_STRIDE, 0)
                        .and(Product.STRIDE, 1));
    }

    /** The largest divisor of a number that is short enough. */
    private static int run(int numbers) {
        int run = Math.min(numbers, LONGEST_RUN);
        while (numbers % run != 0) {
            run--;
        }
        return run;
    }

    private static int rows(Buffer matrix) {
        return matrix.shape().dim(0);
    }

    private static int columns(Buffer matrix) {
        return matrix.shape().size() / rows(matrix);
    }

    private static int rowStride(Buffer matrix) {
        return matrix.layout() == BufferLayout.ROW_MAJOR ? columns(matrix) : 1;
    }

    private int at(Value value) {
        return placement.of(value).offset();
    }
}
