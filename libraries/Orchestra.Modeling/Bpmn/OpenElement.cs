using Orchestra.Contracts.Processes;

namespace Orchestra.Modeling.Bpmn;

/// <summary>An element whose end has not been read yet.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Process">The innermost process.</param>
/// <param name="Node">The innermost flow node.</param>
/// <param name="Flow">The sequence flow.</param>
/// <param name="Lane">The innermost lane.</param>
/// <param name="LaneDepth">How deep that lane is nested.</param>
/// <param name="Path">For an element of a vendor: its path within <c>extensionElements</c>.</param>
internal readonly record struct OpenElement(
    ElementKind Kind,
    ProcessDraft? Process = null,
    NodeDraft? Node = null,
    FlowDraft? Flow = null,
    Lane? Lane = null,
    int LaneDepth = 0,
    string? Path = null
)
{
    /// <summary>The node or flow that attributes and extensions belong to.</summary>
    public ElementDraft? Draft => (ElementDraft?)Flow ?? Node;
}
