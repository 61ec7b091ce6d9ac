package org.salvor.ui.internal.image;

import java.util.HashMap;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.salvor.station.DriveView;
import org.salvor.station.JobOrder;
import org.salvor.station.Station;
import org.salvor.ui.Background;
import org.salvor.ui.Labels;
import org.salvor.ui.LatestQuestion;
import org.salvor.ui.OnDisplay;
import org.salvor.ui.StationLink;
import org.salvor.ui.internal.drives.DriveTable;
import org.salvor.ui.internal.drives.DriveText;

/** Where the image goes. Spells out what speaks against it, and has a person type the name of a drive before it is overwritten. */
final class DestinationPage extends WizardPage {
    private static final String USUAL = "Choose a file or a drive to write to.";

    /** What the station says of a destination: who it is, when it is a drive, and what speaks against it. */
    private record Opinion(DriveView drive, List<String> objections) {
    }

    private final ImagingRequest request;
    private final StationLink link;
    private final Background background;

    private Button toFile;
    private Button toDrive;
    private Text address;
    private Button browse;
    private DriveTable drives;
    private Label opinion;
    private Label confirmLabel;
    private Text confirm;
    private LatestQuestion<Opinion> judge;
    private boolean filling;

    DestinationPage(ImagingRequest request, StationLink link, Background background) {
        super("destination", "Destination", null);
        this.request = request;
        this.link = link;
        this.background = background;
        setMessage(USUAL);
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(10, 10).applyTo(area);
        toFile = radio(area, "An image file");
        toDrive = radio(area, "A drive, which is overwritten from its first sector on");
        drives = new DriveTable(area, new HashMap<>());
        GridDataFactory.fillDefaults().grab(true, true).span(3, 1).hint(700, 150).applyTo(drives.control());
        drives.table().addListener(SWT.Selection, event -> address.setText(drives.selected().address()));
        new Label(area, SWT.NONE).setText("Destination:");
        address = new Text(area, SWT.BORDER);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(address);
        browse = new Button(area, SWT.PUSH);
        browse.setText("Browse\u2026");
        GridDataFactory.swtDefaults().applyTo(browse);
        browse.addListener(SWT.Selection, event -> browse());
        opinion = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).span(3, 1).hint(400, 76).applyTo(opinion);
        confirmLabel = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).span(3, 1).hint(400, SWT.DEFAULT).applyTo(confirmLabel);
        confirm = new Text(area, SWT.BORDER);
        GridDataFactory.fillDefaults().grab(true, false).span(3, 1).applyTo(confirm);
        setControl(area);
        OnDisplay display = new OnDisplay(area);
        judge = new LatestQuestion<>(link, background, display, this::judged, this::refused);
        link.ask(Station::drives, display, drives::show, this::refused);
        toFile.setSelection(true);
        toFile.addListener(SWT.Selection, event -> kindChosen(toFile));
        toDrive.addListener(SWT.Selection, event -> kindChosen(toDrive));
        address.addListener(SWT.Modify, event -> typed());
        confirm.addListener(SWT.Modify, event -> confirmed());
        showKind();
    }

    private static Button radio(Composite area, String text) {
        Button button = new Button(area, SWT.RADIO);
        button.setText(text);
        GridDataFactory.swtDefaults().span(3, 1).applyTo(button);
        return button;
    }

    @Override
    public void setVisible(boolean visible) {
        if (visible && !request.toDrive()) {
            filling = true;
            address.setText(request.destination());
            filling = false;
        }
        super.setVisible(visible);
        if (visible) {
            judgeAgain();
        }
    }

    private void kindChosen(Button chosen) {
        if (chosen.getSelection()) {
            showKind();
            address.setText("");
            drives.table().deselectAll();
        }
    }

    private void showKind() {
        boolean drive = toDrive.getSelection();
        show(drives.control(), drive);
        show(browse, !drive);
        show(confirmLabel, drive);
        show(confirm, drive);
        address.setMessage(drive ? "block:/dev/sdc" : "/images/old.dd");
        confirm.getParent().layout();
    }

    private static void show(Control control, boolean visible) {
        control.setVisible(visible);
        ((GridData) control.getLayoutData()).exclude = !visible;
    }

    private void browse() {
        FileDialog dialog = new FileDialog(getShell(), SWT.SAVE);
        dialog.setFileName("image.dd");
        String chosen = dialog.open();
        if (chosen != null) {
            address.setText(chosen);
        }
    }

    private void typed() {
        if (!filling) {
            request.destination(toDrive.getSelection(), address.getText());
            confirm.setText("");
            judgeAgain();
        }
    }

    private void judgeAgain() {
        setPageComplete(false);
        setErrorMessage(null);
        request.objections(null);
        Labels.set(confirmLabel, "");
        if (request.destination().isEmpty()) {
            judge.cancel();
            Labels.set(opinion, "");
            return;
        }
        if (!request.destinationMistake().isEmpty()) {
            judge.cancel();
            refused(request.destinationMistake());
            return;
        }
        Labels.set(opinion, "Looking whether anything speaks against it\u2026");
        JobOrder order = askedOrder();
        boolean drive = request.toDrive();
        judge.ask(station -> new Opinion(drive ? station.identify(order.destination()) : null, station.objections(order)));
    }

    /** The order to ask about; for a drive it stands as if the person had confirmed, to hear only what else speaks against it. */
    private JobOrder askedOrder() {
        JobOrder order = request.order();
        JobOrder.Options options = order.options();
        return new JobOrder(order.folder(), order.source(), order.destination(), order.plan(), order.ranges(), order.domainMap(),
                order.importMap(),
                new JobOrder.Options(options.hashes(), options.preallocate(), options.stripTo(), options.fill(), options.power(),
                        options.acceptSource(), request.toDrive(), options.segmentBytes()));
    }

    private void judged(Opinion answer) {
        request.destinationIdentified(answer.drive());
        request.objections(answer.objections());
        if (!answer.objections().isEmpty()) {
            setErrorMessage("This destination cannot be written to.");
            Labels.set(opinion, "\u2022 " + String.join("\n\u2022 ", answer.objections()));
        } else if (answer.drive() != null) {
            Labels.set(opinion, "Nothing speaks against it: " + DriveText.sentence(answer.drive()));
        } else {
            Labels.set(opinion, "Nothing speaks against it.");
        }
        Labels.set(confirmLabel, "Everything on this drive will be overwritten. Type " + request.confirmationWord() + " to confirm:");
        confirmLabel.getParent().layout();
        setPageComplete(request.destinationReady());
    }

    private void confirmed() {
        request.typed(confirm.getText());
        setPageComplete(request.destinationReady());
    }

    private void refused(String sentence) {
        Labels.set(opinion, "");
        setErrorMessage(sentence);
        setPageComplete(false);
    }
}
