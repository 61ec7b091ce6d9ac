package org.salvor.ui.internal.image;

import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.salvor.station.PlanView;
import org.salvor.station.Station;
import org.salvor.ui.Labels;
import org.salvor.ui.OnDisplay;
import org.salvor.ui.StationLink;

/** In which passes to read, and where the job is kept. */
final class PlanPage extends WizardPage {
    private static final String USUAL = "Choose how patiently to read, and a folder that keeps the job.";
    private static final List<String> FILLS = List.of("", "zeros", "marks");
    private static final String[] FILL_TEXTS = { "what the destination held before", "zeros", "a text that names the sector" };

    private final ImagingRequest request;
    private final StationLink link;

    private org.eclipse.swt.widgets.List plans;
    private Label sentence;
    private Text folder;
    private List<PlanView> known = List.of();

    PlanPage(ImagingRequest request, StationLink link) {
        super("plan", "Plan and job folder", null);
        this.request = request;
        this.link = link;
        setMessage(USUAL);
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(10, 10).applyTo(area);
        Label plan = new Label(area, SWT.NONE);
        plan.setText("Plan:");
        GridDataFactory.swtDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(plan);
        Composite choice = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(12, 0).applyTo(choice);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(choice);
        plans = new org.eclipse.swt.widgets.List(choice, SWT.BORDER | SWT.SINGLE | SWT.V_SCROLL);
        GridDataFactory.fillDefaults().grab(false, true).hint(150, 120).applyTo(plans);
        sentence = new Label(choice, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, true).hint(400, 120).applyTo(sentence);
        new Label(area, SWT.NONE).setText("Job folder:");
        folder = new Text(area, SWT.BORDER);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(folder);
        Button browse = new Button(area, SWT.PUSH);
        browse.setText("Browse\u2026");
        new Label(area, SWT.NONE).setText("Unread sectors hold:");
        Combo fill = new Combo(area, SWT.READ_ONLY);
        fill.setItems(FILL_TEXTS);
        fill.select(0);
        GridDataFactory.fillDefaults().span(2, 1).align(SWT.BEGINNING, SWT.CENTER).applyTo(fill);
        Button preallocate = new Button(area, SWT.CHECK);
        preallocate.setText("Take the whole space of an image file at once");
        GridDataFactory.fillDefaults().span(3, 1).applyTo(preallocate);
        setControl(area);
        plans.addListener(SWT.Selection, event -> chosen());
        folder.addListener(SWT.Modify, event -> folderTyped());
        browse.addListener(SWT.Selection, event -> browse());
        fill.addListener(SWT.Selection, event -> request.fill(FILLS.get(fill.getSelectionIndex())));
        preallocate.addListener(SWT.Selection, event -> request.preallocate(preallocate.getSelection()));
        link.ask(Station::plans, new OnDisplay(area), this::show, this::setErrorMessage);
    }

    @Override
    public void setVisible(boolean visible) {
        if (visible) {
            folder.setText(request.folder());
            judge();
        }
        super.setVisible(visible);
    }

    private void show(List<PlanView> answer) {
        known = answer;
        plans.setItems(known.stream().map(PlanView::name).toArray(String[]::new));
        plans.select(Math.max(0, known.stream().map(PlanView::name).toList().indexOf(request.plan())));
        chosen();
    }

    private void chosen() {
        if (plans.getSelectionIndex() >= 0) {
            PlanView plan = known.get(plans.getSelectionIndex());
            request.plan(plan.name());
            Labels.set(sentence, plan.sentence() + "\n\nPasses: " + String.join(", ", plan.passes()));
        }
        judge();
    }

    private void folderTyped() {
        request.folder(folder.getText());
        judge();
    }

    private void judge() {
        setMessage(USUAL);
        setErrorMessage(request.folderProblem().isEmpty() ? null : request.folderProblem());
        setPageComplete(request.complete());
    }

    private void browse() {
        String chosen = new DirectoryDialog(getShell(), SWT.SAVE).open();
        if (chosen != null) {
            folder.setText(chosen);
        }
    }
}
