namespace Orchestra.Engine.Specs;

/// <summary>What the value of a schema keyword is, as far as an import looks into it.</summary>
internal enum SchemaKeyword
{
    /// <summary>One schema.</summary>
    Schema,

    /// <summary>One schema, or a list of them as older drafts have it.</summary>
    SchemaOrList,

    /// <summary>A list of schemas.</summary>
    SchemaList,

    /// <summary>Schemas by name.</summary>
    SchemaMap,

    /// <summary>A reference to a schema.</summary>
    Reference,

    /// <summary>References by value, or names of schemas.</summary>
    Discriminator,

    /// <summary>A count: of characters, items or members.</summary>
    Count,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A bound that is a boolean in 3.0 and a number in 3.1.</summary>
    ExclusiveBound,

    /// <summary>A regular expression.</summary>
    Pattern,

    /// <summary>A list of allowed values.</summary>
    Values,

    /// <summary>A type, or in 3.1 a list of them.</summary>
    Type,

    /// <summary>A list of names.</summary>
    Names,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>Changes how references are read, which is not covered.</summary>
    NotCovered,
}
