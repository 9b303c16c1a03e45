using System.Xml;

namespace Orchestra.Modeling.Bpmn;

/// <summary>A name table that refuses to grow without end: each different name of a source stays in memory.</summary>
internal sealed class CappedNameTable : NameTable
{
    private int _added;

    /// <inheritdoc />
    public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

    /// <inheritdoc />
    public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

    private string Counted(string name) =>
        ++_added <= BpmnLimits.DistinctNames
            ? name
            : throw new BpmnSourceException(
                $"the source uses more than {BpmnLimits.DistinctNames} different names of elements and attributes"
            );
}
