package dcgan.cli.report;

import dcgan.nn.gan.StepReport;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** A line chart in the one style that all charts of a run have. */
final class Chart {
    /** The colours of lines, each with a light one for what is behind the line. More lines begin again. */
    private static final List<Colour> COLOURS = List.of(
            new Colour(new Color(0x1F77B4), new Color(0xA6C8E0)),
            new Colour(new Color(0xFF7F0E), new Color(0xFFCC99)),
            new Colour(new Color(0x2CA02C), new Color(0xA8DBA8)),
            new Colour(new Color(0xD62728), new Color(0xF0AAAB)),
            new Colour(new Color(0x9467BD), new Color(0xD4C2E5)),
            new Colour(new Color(0x8C564B), new Color(0xD0BAB5)));

    private static final int WIDTH = 1200;
    private static final int HEIGHT = 700;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 24);
    private static final Font SUBTITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 18);
    private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 15);
    private static final Color GRID = new Color(0xDDDDDD);
    private static final double MARKER = 8;
    private static final double ROOM = 0.015;
    /** Wide ones make JFreeChart choose fewer ticks. */
    private static final RectangleInsets TICK_INSETS = new RectangleInsets(8, 12, 8, 8);

    private static final RectangleInsets LEGEND_GAP = new RectangleInsets(2, 6, 2, 18);
    private static final RectangleInsets MARGIN = new RectangleInsets(16, 16, 12, 28);

    private final JFreeChart chart;
    private final XYPlot plot;
    private final XYSeriesCollection data = new XYSeriesCollection();
    private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer();

    /** A chart over the epochs of a run, each of so many batches. */
    Chart(String title, String subtitle, int batchesPerEpoch, String yLabel) {
        String xLabel = String.format(Locale.ROOT, "epochs (of %,d batches)", batchesPerEpoch);
        chart = ChartFactory.createXYLineChart(title, xLabel, yLabel, data);
        chart.getTitle().setFont(TITLE);
        chart.addSubtitle(new TextTitle(subtitle, SUBTITLE));
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(MARGIN);
        chart.getLegend().setItemFont(LABEL);
        chart.getLegend().setFrame(BlockBorder.NONE);
        chart.getLegend().setItemLabelPadding(LEGEND_GAP);
        plot = chart.getXYPlot();
        plot.setRenderer(renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlinePaint(GRID);
        plot.setDomainGridlinePaint(GRID);
        plot.setRangeGridlinePaint(GRID);
        plot.setDomainGridlineStroke(new BasicStroke(1));
        plot.setRangeGridlineStroke(new BasicStroke(1));
        for (NumberAxis axis : List.of(x(), y())) {
            axis.setLabelFont(LABEL);
            axis.setTickLabelFont(TICK);
            axis.setTickLabelInsets(TICK_INSETS);
        }
    }

    /** Where a batch stands along the bottom. */
    static double position(StepReport batch, int batchesPerEpoch) {
        return batch.epoch() - 1 + (double) batch.batch() / batchesPerEpoch;
    }

    /** The colour of the n-th line. */
    static Colour colour(int index) {
        return COLOURS.get(index % COLOURS.size());
    }

    /** A colour and its light version. */
    record Colour(Color strong, Color light) {}

    private NumberAxis x() {
        return (NumberAxis) plot.getDomainAxis();
    }

    NumberAxis y() {
        return (NumberAxis) plot.getRangeAxis();
    }

    /** Counts epochs along the bottom, with a little room for the markers at both ends. */
    Chart epochs(int last) {
        x().setRange(-ROOM * last, (1 + ROOM) * last);
        if (last > 1) {
            x().setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        }
        return this;
    }

    /** Adds a line; later ones lie on earlier ones. */
    Chart line(XYSeries series, Color colour, float width, boolean markers) {
        int index = data.getSeriesCount();
        data.addSeries(series);
        renderer.setSeriesPaint(index, colour);
        renderer.setSeriesStroke(index, new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        renderer.setSeriesShape(index, new Ellipse2D.Double(-MARKER / 2, -MARKER / 2, MARKER, MARKER));
        renderer.setSeriesShapesVisible(index, markers);
        return this;
    }

    BufferedImage render() {
        return chart.createBufferedImage(WIDTH, HEIGHT);
    }
}
