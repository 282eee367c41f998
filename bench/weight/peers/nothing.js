// What any script at all costs.
