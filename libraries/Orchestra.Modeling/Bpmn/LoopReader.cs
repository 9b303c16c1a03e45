using System.Globalization;

namespace Orchestra.Modeling.Bpmn;

/// <summary>Reads loop and multi-instance markers.</summary>
internal sealed class LoopReader(AttributeReader attributes)
{
    /// <summary>Reads an element within a flow node; null when it is no part of a marker.</summary>
    public OpenElement? OpenIn(OpenElement parent, string name)
    {
        var node = parent.Node!;
        switch (name)
        {
            case "standardLoopCharacteristics":
                node.Loop = "standard";
                node.LoopTestsBefore = attributes.Flag("testBefore") is true;
                return new OpenElement(ElementKind.Ignored);
            case "multiInstanceLoopCharacteristics":
                node.Loop = attributes.Flag("isSequential") is true ? "sequential" : "parallel";
                return parent;
            case "loopCardinality" when node.Loop is not null:
                return parent with { Kind = ElementKind.LoopCardinality };
            default:
                return null;
        }
    }

    /// <summary>Ends a <c>loopCardinality</c>: an expression instead of a number is for the engine only.</summary>
    public static void Close(OpenElement closed, string text)
    {
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var cardinality))
        {
            closed.Node!.LoopCardinality = cardinality;
        }
    }
}
