namespace CniMigration.ControlPlane;

/// <summary>The control plane is not there, did not start or ended early. The message is complete: what happened, and what to do.</summary>
public sealed class ControlPlaneException : Exception
{
    /// <summary>An exception without a message.</summary>
    public ControlPlaneException()
    {
    }

    /// <summary>An exception with a message for a person.</summary>
    /// <param name="message">What happened, and what to do.</param>
    public ControlPlaneException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message for a person, and what caused it.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ControlPlaneException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
