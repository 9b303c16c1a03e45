namespace Orchestra.Engine.Specs.Text;

/// <summary>Kinds of JSON values.</summary>
internal enum SpecKind : byte
{
    Object,
    Array,
    String,
    Number,
    Boolean,
    Null,
}
