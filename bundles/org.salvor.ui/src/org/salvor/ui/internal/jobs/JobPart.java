package org.salvor.ui.internal.jobs;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import org.eclipse.e4.core.commands.ECommandService;
import org.eclipse.e4.core.commands.EHandlerService;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.salvor.station.JobView;
import org.salvor.ui.JobFeed;
import org.salvor.ui.Labels;
import org.salvor.ui.Registration;
import org.salvor.ui.Tones;

/** What the selected job is doing just now: in a sentence, by its passes, its rate, its errors, and the registers of the last failure. */
public final class JobPart {
    private static final int CHART_HEIGHT_PIXELS = 110;
    private static final int SENTENCE_LINES = 2;

    private final JobFeed feed;

    private Composite stack;
    private NoJobPane noJob;
    private ScrolledComposite scroller;
    private Composite area;
    private Label name;
    private Label state;
    private Canvas dot;
    private Label sentence;
    private PassList passes;
    private RateChart chart;
    private FactTable facts;
    private FactTable errors;
    private RegisterLights lights;
    private Registration registration;
    private int dotRgb = Tones.IDLE;

    @Inject
    JobPart(JobFeed feed) {
        this.feed = feed;
    }

    @PostConstruct
    void create(Composite parent, ECommandService commands, EHandlerService handlers) {
        parent.setLayout(new FillLayout());
        stack = new Composite(parent, SWT.NONE);
        stack.setLayout(new StackLayout());
        noJob = new NoJobPane(stack, commands, handlers);
        scroller = new ScrolledComposite(stack, SWT.V_SCROLL);
        scroller.setExpandHorizontal(true);
        scroller.setExpandVertical(true);
        area = new Composite(scroller, SWT.NONE);
        area.setBackgroundMode(SWT.INHERIT_FORCE); // so that what comes later looks as what was there when the theme was applied
        scroller.setContent(area);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(10, 8).spacing(16, 6).applyTo(area);
        createHeader();
        passes = new PassList(area);
        wide(passes, false, SWT.DEFAULT);
        chart = new RateChart(area);
        wide(chart.control(), true, CHART_HEIGHT_PIXELS);
        facts = new FactTable(area, "Progress", SWT.LEFT);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(facts);
        errors = new FactTable(area, "Errors", SWT.RIGHT);
        GridDataFactory.fillDefaults().applyTo(errors);
        Label title = new Label(area, SWT.NONE);
        title.setText("Registers of the last failed command");
        title.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        wide(title, false, SWT.DEFAULT);
        lights = new RegisterLights(area);
        wide(lights, false, SWT.DEFAULT);
        registration = feed.onChange(this::show);
        show();
    }

    private static void wide(Control control, boolean high, int height) {
        GridDataFactory.fillDefaults().grab(true, high).hint(SWT.DEFAULT, height).span(2, 1).applyTo(control);
    }

    private void createHeader() {
        Composite header = new Composite(area, SWT.NONE);
        wide(header, false, SWT.DEFAULT);
        GridLayoutFactory.fillDefaults().numColumns(3).spacing(6, 4).applyTo(header);
        name = new Label(header, SWT.NONE);
        name.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.HEADER_FONT));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(name);
        dot = new Canvas(header, SWT.NONE);
        GridDataFactory.swtDefaults().hint(12, 12).applyTo(dot);
        dot.addListener(SWT.Paint, this::paintDot);
        state = new Label(header, SWT.NONE);
        GridDataFactory.swtDefaults().align(SWT.END, SWT.CENTER).applyTo(state);
        sentence = new Label(header, SWT.WRAP);
        int lineHeight = name.computeSize(SWT.DEFAULT, SWT.DEFAULT).y;
        GridDataFactory.fillDefaults().grab(true, false).span(3, 1).hint(100, SENTENCE_LINES * lineHeight).applyTo(sentence);
    }

    @Focus
    void focus() {
        stack.setFocus();
    }

    @PreDestroy
    void dispose() {
        registration.close();
    }

    private void paintDot(Event event) {
        event.gc.setAntialias(SWT.ON);
        event.gc.setBackground(Tones.of(dotRgb));
        event.gc.fillOval(0, 0, 11, 11);
    }

    private void show() {
        JobView job = feed.selected().orElse(null);
        if (job == null) {
            noJob.show(feed.problem());
        } else {
            show(job);
        }
        StackLayout layout = (StackLayout) stack.getLayout();
        Control top = job == null ? noJob : scroller;
        if (layout.topControl != top) {
            layout.topControl = top;
            stack.layout();
        }
    }

    private void show(JobView job) {
        JobState shown = JobState.of(job.state());
        header(JobFacts.name(job), shown.word(), shown.rgb(), job.sentence());
        chart.show(feed.history(job.id()));
        lights.show(job.lastRegisters());
        boolean otherHeight = passes.show(PassRow.of(job)) | facts.show(JobFacts.progress(job)) | errors.show(JobFacts.errors(job));
        if (otherHeight) {
            scroller.setMinHeight(area.computeSize(SWT.DEFAULT, SWT.DEFAULT).y);
            area.layout(true, true);
        }
    }

    private void header(String title, String word, int rgb, String text) {
        if (rgb != dotRgb) {
            dotRgb = rgb;
            dot.redraw();
        }
        boolean otherWidth = !state.getText().equals(word);
        Labels.set(name, title);
        Labels.set(state, word);
        Labels.set(sentence, text);
        sentence.setForeground(rgb == Tones.BAD ? Tones.of(Tones.BAD) : null);
        if (otherWidth) {
            name.getParent().layout();
        }
    }
}
