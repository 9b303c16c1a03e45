namespace Orchestra.Modeling.Covering.Pict;

/// <summary>How the two sides of a term are compared.</summary>
internal enum Relation
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Like,
    In,
}
