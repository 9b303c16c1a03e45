namespace Orchestra.Modeling.Bpmn;

/// <summary>What a BPMN source may cost: the reader refuses what is larger before it is held in memory.</summary>
internal static class BpmnLimits
{
    /// <summary>Size of a source in bytes: 10 MiB.</summary>
    public const int SourceBytes = 10 * 1024 * 1024;

    /// <summary>Levels of nested elements.</summary>
    public const int Depth = 64;

    /// <summary>Attributes of one element.</summary>
    public const int AttributesOfElement = 256;

    /// <summary>Characters of one start tag with all its attributes.</summary>
    public const int TagLength = 1024 * 1024;

    /// <summary>Different names of elements, attributes and prefixes.</summary>
    public const int DistinctNames = 20_000;

    /// <summary>Vendor attributes kept in all.</summary>
    public const int VendorAttributes = 200_000;

    /// <summary>Elements of vendors, with their attributes, of which the content is kept in all.</summary>
    public const int VendorElements = 100_000;

    /// <summary>Characters of all their paths together.</summary>
    public const int VendorPaths = 4_000_000;

    /// <summary>Flow nodes and sequence flows in all: more than 10 MiB of drawn processes hold.</summary>
    public const int FlowElements = 60_000;

    /// <summary>Faults and warnings listed; one more says how many were left off.</summary>
    public const int Listed = 1_000;
}
