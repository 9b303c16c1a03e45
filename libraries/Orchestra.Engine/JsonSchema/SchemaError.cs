namespace Orchestra.Engine.JsonSchema;

/// <summary>One violation of a schema by an instance.</summary>
/// <param name="InstancePointer">JSON Pointer to the offending value; empty for the whole instance.</param>
/// <param name="SchemaPointer">JSON Pointer to the violated keyword in the schema's document (<c>uri#pointer</c> in another document).</param>
/// <param name="Keyword">The violated keyword; <c>false</c> for the schema that allows nothing, <c>$limit</c> when a bound ended the validation.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record SchemaError(string InstancePointer, string SchemaPointer, string Keyword, string Message);
