namespace Orchestra.Modeling.Paths;

/// <summary>What a walk does at a vertex.</summary>
internal enum VertexKind
{
    /// <summary>Goes on along the only arc, or ends.</summary>
    Plain,

    /// <summary>Takes one of several arcs.</summary>
    Decision,

    /// <summary>Takes all arcs, one after the other.</summary>
    Split,

    /// <summary>Takes the mandatory arcs and any of the optional ones, one after the other; the default where that leaves none.</summary>
    Choice,
}
