/** {@code @id@} as a plug-in. Learn first: {@link @package@.@Type@}. */
package @package@;
